using Forewarn.Cli.Output;
using Forewarn.Lab.Composition;

return await LabProgram.Create().RunAsync(args, Terminal.Standard());
