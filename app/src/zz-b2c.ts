import { simulate } from "./simulate/simulate.ts";
const [perDay, robots, seed, rate]=process.argv.slice(2);
try { const a = await simulate({ profile:"b2c", perDay:Number(perDay), robots:Number(robots), seed:Number(seed), rate:Number(rate??1) } as never, {write(){}} as never);
console.log(JSON.stringify(a.json), a.holds);} catch(e){console.error(e)}
