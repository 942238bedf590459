using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Doctor;
using Forewarn.Lab.Doctor;
using Microsoft.Extensions.DependencyInjection;

namespace Forewarn.Lab.Composition;

/// <summary>The training program, put together.</summary>
internal static class LabProgram
{
    public static ForewarnProgram Create() => new(CliVerbs.Description, LabVerbs.All, LabSections.Schema)
    {
        Services = services => services.AddSingleton<IMachineCheck, LibtorchCheck>(),
    };
}
