export default "own x";
