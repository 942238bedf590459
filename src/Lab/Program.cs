using Forewarn.Cli.Output;
using Forewarn.Lab.Composition;
using Forewarn.Lab.Sweeps;

return await LabProgram.Create().RunAsync(args, Terminal.Standard(), cancel: ParentWatch.Token());
