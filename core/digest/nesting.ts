/** Arrays and objects inside each other. More of them is a value that contains itself, or an attack on the stack. */
export const deepestNesting = 1000;
