using System.CommandLine;
using Forewarn.Cli.CommandLine;

namespace Forewarn.Cli.Verbs;

/// <summary><c>data prefs</c>: judgments between pairs of plans, from people, the verifier or the simulator.</summary>
internal sealed class PreferencesCommand
{
    public Command Define(Session session) => new("prefs", "Collect, check and describe preferences between plans.")
    {
        new PreferencesCollectCommand().Define(session), new PreferencesValidateCommand().Define(session),
        new PreferencesStatsCommand().Define(session),
    };
}
