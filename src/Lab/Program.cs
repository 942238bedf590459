using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Output;
using Forewarn.Lab.Composition;

var program = new ForewarnProgram(CliVerbs.Description, LabVerbs.All, LabSections.Schema);
return await program.RunAsync(args, Terminal.Standard());
