using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Lab.Tuning;
using Forewarn.Learning.Preferences;

namespace Forewarn.Lab.Verbs;

/// <summary><c>tune</c>: one subcommand per method, and the way of a tuned package into <c>models/</c>.</summary>
internal sealed class TuneVerb : IVerb
{
    public IReadOnlyList<VerbExample> Examples { get; } =
    [
        new("tune rebel --target policy --data prefs.jsonl", "the wished mode becomes likely before any steering"),
        new("tune dpo --target policy --data prefs.jsonl --name cup-policy-handle tune_policy.tuning.dpo.beta=0.2", "the same by another method"),
        new("tune dpo --target verifier --data prefs.jsonl", "the verifier chooses as people did"),
        new("tune promote runs/... --comparison compared.json --to cup-policy-handle", "among the deployed ones, if it gained"),
    ];

    public Command Define(Session session) => new("tune", "Tune a policy or a verifier by preferences; every run gets a folder of its own.")
    {
        Of(session, TuningMethod.Rebel, "rebel", "Regress log-ratios on reward differences."),
        Of(session, TuningMethod.Refuel, "refuel", "REBEL on one replan of an episode, by what both futures earned."),
        Of(session, TuningMethod.Dpo, "dpo", "Direct preference optimization on the labeled pairs."),
        Of(session, TuningMethod.Hypo, "hypo", "DPO held near the reference by unlabeled samples."),
        Of(session, TuningMethod.OnlineDpo, "online-dpo", "DPO on fresh samples that a reward model labels."),
        Of(session, TuningMethod.Ppo, "ppo", "Clipped policy gradient on fresh samples."),
        Of(session, TuningMethod.Rloo, "rloo", "Policy gradient with the other samples as the baseline."),
        Of(session, TuningMethod.Remax, "remax", "Policy gradient with the greedy answer as the baseline."),
        Of(session, TuningMethod.Spin, "spin", "DPO of the chosen samples against the policy's own."),
        Of(session, TuningMethod.Distill, "distill", "Imitate the chosen samples: the baseline to beat."),
        new PromoteCommand(session).Define(),
    };

    private static Command Of(Session session, TuningMethod method, string name, string description) => new TuneCommand(session, method, name, description).Define();
}
