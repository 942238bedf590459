using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Lab.Training;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Training;

namespace Forewarn.Lab.Tuning;

/// <summary><c>tune METHOD</c>: a package and labeled pairs in, a tuned package in the run folder out.</summary>
internal sealed class TuneCommand(Session session, TuningMethod method, string description)
    : TrainingCommand(session, ConfigName.Kebab(method), description)
{
    /// <summary>Folder of the tuned package below the run folder.</summary>
    public const string Package = "package";

    private readonly Option<TuningTarget> _target = new("--target") { Description = "policy or verifier.", Required = true };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Package to start from, by name or folder (default: the configuration's).",
        HelpName = "PACKAGE",
    };

    protected override string RunName => $"tune-{ConfigName.Kebab(method)}";

    protected override (string Description, string HelpName) Data => ("Preference file (see data prefs collect); repeat for several.", "FILE");

    protected override IEnumerable<Option> OwnOptions() => [_target, _model];

    protected override TrainingOptions Standing(ParseResult line, ResolvedConfig config) => Options(line, config).Training;

    protected override TrainingResult Train(TrainingLine line, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var names = line.Config.Get<ModelNames>();
        bool policy = line.Words.GetValue(_target) == TuningTarget.Policy;
        string package = Session.Home.Package(line.Words.GetValue(_model) ?? (policy ? names.Policy : names.Verifier));
        var options = Options(line.Words, line.Config) with { Training = line.Training };
        throw new NotSupportedException($"{package} {options} {cancel}");
    }

    private TuningOptions Options(ParseResult line, ResolvedConfig config) => line.GetValue(_target) == TuningTarget.Policy
        ? config.Get<PolicyTuningSection>().Tuning
        : config.Get<VerifierTuningSection>().Tuning;
}
