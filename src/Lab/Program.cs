using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Doctor;
using Forewarn.Cli.Output;
using Forewarn.Lab.Composition;
using Forewarn.Lab.Doctor;
using Microsoft.Extensions.DependencyInjection;

var program = new ForewarnProgram(CliVerbs.Description, LabVerbs.All, LabSections.Schema)
{
    Services = services => services.AddSingleton<IMachineCheck, LibtorchCheck>(),
};
return await program.RunAsync(args, Terminal.Standard());
