using Forewarn.Benchmarks;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Output;

var program = new ForewarnProgram("Forewarn: how fast it is.", [new BenchVerb()], CliSections.Schema);
return await program.RunAsync(args, Terminal.Standard());
