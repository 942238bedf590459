using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Verbs;

namespace Forewarn.Cli.Composition;

/// <summary>Every verb that needs no libtorch.</summary>
public static class CliVerbs
{
    public const string Description = "Forewarn: steers a robot policy by what a person asked for in words.";

    public static IReadOnlyList<IVerb> All { get; } = 
    [
        new QuickstartVerb(), new SteerVerb(), new NodeVerb(), new ServeVerb(), new ReplayVerb(), new SimVerb(), new EvalVerb(), new DataVerb(),
        new ReachVerb(), new PlotVerb(), new GamesVerb(), new DoctorVerb(),
    ];
}
