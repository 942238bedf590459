using System.CommandLine;
using Forewarn.Cli.CommandLine;

namespace Forewarn.Cli.Verbs;

/// <summary><c>data</c>: look at data, check it, bring it from one format to another.</summary>
internal sealed class DataVerb : IVerb
{
    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("data gate", "a thousand episodes of the cup task, about ten minutes on two cores"),
        new("data gate -n 200 --json gate.json", "a quicker look with wider intervals, also as JSON"),
        new("data convert data/demos lerobot/demos", "recorded cup episodes as a LeRobot v3.0 data set"),
        new("data convert lerobot/demos lerobot/ten --episodes 0:10", "the first ten episodes of a LeRobot data set"),
        new("data check lerobot/demos", "every fault of a LeRobot data set, one a line"),
        new("data check lerobot/demos --json faults.json", "the same, also as JSON"),
        new("data stats lerobot/demos", "minimum, maximum, mean, deviation and quantiles of every feature"),
        new("data stats lerobot/demos --write", "the same, and meta/stats.json is brought up to date"),
        new("data prefs collect --source outcome --wish \"pick up the mug by the handle\" --out pairs.jsonl",
            "500 pairs of plans, both executed in the simulator from the same state"),
    ];

    public Command Define(Session session) => new("data", "Look at data, check it, convert it.")
    {
        new DataGateCommand().Define(session), new DataConvertCommand().Define(session),
        new DataCheckCommand().Define(session), new DataStatsCommand().Define(session), new PreferencesCommand().Define(session),
    };
}
