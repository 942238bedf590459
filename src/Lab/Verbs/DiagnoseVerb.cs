using System.CommandLine;
using Forewarn.Cli.CommandLine;

namespace Forewarn.Lab.Verbs;

/// <summary><c>diagnose</c>: what can be known about a learned thing before it is trusted.</summary>
internal sealed class DiagnoseVerb : IVerb
{
    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("diagnose study", "the studies there are, each with its claim"),
        new("diagnose study bandit --json bandit.json", "does REBEL reach the soft optimum, and how do the others do?"),
        new("diagnose study coverage --seeds 20", "the same question on more seeds"),
        new("diagnose preferences prefs.jsonl --report prefs.html", "which method these pairs are fit for, and why"),
        new("diagnose preferences prefs.jsonl --models tuned --reference cup-policy", "and whether the tuned policy left them"),
        new("diagnose demos E.safetensors", "whether a data set of demonstrations is sound, and what is in it"),
    ];

    public Command Define(Session session) => new("diagnose", "Studies with known answers, and reports on data.")
    {
        new StudyCommand().Define(session),
        new PreferenceDiagnosisCommand().Define(session),
        new DemonstrationsCommand().Define(session),
    };
}
