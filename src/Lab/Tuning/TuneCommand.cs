using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Lab.Composition;
using Forewarn.Lab.Training;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Preferences;
using Forewarn.Learning.Preferences.Verifiers;
using Forewarn.Learning.Training;
using Forewarn.Recording;

namespace Forewarn.Lab.Tuning;

/// <summary><c>tune METHOD</c>: a package and labeled pairs in, a tuned package in the run folder out.</summary>
internal sealed class TuneCommand(Session session, TuningMethod method, string name, string description)
    : TrainingCommand(session, name, description)
{
    /// <summary>Folder of the tuned package below the run folder.</summary>
    public const string Package = VerifierTuning.Package;

    private readonly Option<TuningTarget> _target = new("--target") { Description = "What is tuned.", Required = true };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Package to start from, by name or folder (default: the configuration's).",
        HelpName = "PACKAGE",
    };

    private readonly Option<string?> _name = new("--name") { Description = "Name of the tuned package (default: the old one with the method).", HelpName = "NAME" };

    protected override string RunName(ResolvedConfig config) => $"tune-{Name}";

    protected override (string Description, string HelpName) Data => ("Preference file (see data prefs collect); repeat for several.", "FILE");

    protected override IEnumerable<Option> OwnOptions() => [_target, _model, _name];

    protected override TrainingOptions Standing(ParseResult line, ResolvedConfig config) => IsPolicy(line)
        ? config.Get<PolicyTuningSection>().Tuning.Training
        : config.Get<VerifierTuningSection>().Tuning.Training;

    protected override TrainingResult Train(TrainingLine line, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var names = line.Config.Get<ModelNames>();
        string package = Session.Home.Package(line.Words.GetValue(_model) ?? (IsPolicy(line.Words) ? names.Policy : names.Verifier));
        var result = IsPolicy(line.Words) ? TunePolicy(line, package, progress, cancel) : TuneVerifier(line, package, progress, cancel);
        if (!result.Finished) return result;
        TuningReport.Save(line.Folder, Name, line.Folder.File(Package));
        Session.Terminal.Line($"tuned package: {line.Folder.File(Package)}");
        Session.Terminal.Line($"report: {line.Folder.File(TuningReport.File)}");
        return result;
    }

    private TrainingResult TunePolicy(TrainingLine line, string package, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var section = line.Config.Get<PolicyTuningSection>();
        if (section.Diffusion.Chain.LastSteps > 0)
            throw ForewarnException.Of("tune_policy.diffusion.chain.last_steps", $"{section.Diffusion.Chain.LastSteps}", "0",
                "A package has one trunk for all steps: part of a chain cannot be tuned for it.", ExitCode.Usage);
        using var origin = PackagedPolicy.Load(package);
        bool regresses = method == TuningMethod.Refuel || (method == TuningMethod.Rebel && section.Diffusion.Offline);
        var needs = new PreferenceNeeds(Name, Ties: method is TuningMethod.Rebel or TuningMethod.Refuel, Rewards: regresses, Futures: method == TuningMethod.Refuel);
        var records = Read(line.Data, needs);
        var import = PreferenceImport.Of(origin, records);
        using var pairs = import.Plans;
        Say(import.Dropped);
        var tuning = new PolicyTuning(method, section.Tuning with { Training = line.Training }, section.Diffusion);
        var result = tuning.Run(origin, pairs, line.Folder, line.Resumes, progress, Session.Time, cancel);
        if (!result.Finished) return result;
        TunedPolicyWriter.Write(line.Folder.File(Package), origin, origin.Parameters, new()
        {
            Name = NewName(line, origin.Manifest.Name),
            Method = Name,
            Wish = string.Join(" / ", records.Select(r => r.Prompt.Task).Distinct()),
            Pairs = pairs.Count,
            LabelSource = string.Join(", ", records.Select(r => r.LabelSource).Distinct()),
            Training = TrainingOrigin.Read(line.Folder).Provenance,
            Metrics = HeldOutFigures.Of(result.Evaluation),
        });
        return result;
    }

    private TrainingResult TuneVerifier(TrainingLine line, string package, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var section = line.Config.Get<VerifierTuningSection>();
        var options = new VerifierTuningOptions
        {
            From = package,
            Name = NewName(line, Path.GetFileName(Path.TrimEndingDirectorySeparator(package))),
            Method = method,
            Fresh = section.Fresh,
            Temperature = section.Temperature,
            Tuning = section.Tuning with { Training = line.Training },
        };
        var records = Read(line.Data, new(Name, Ties: method == TuningMethod.Rebel));
        var result = VerifierTuning.Run(
            options, records, [], line.Folder, TrainingOrigin.Read(line.Folder).Provenance, line.Resumes, progress, Session.Time, cancel);
        Session.Terminal.Line($"{result.Trained} prompts trained on, {result.HeldOut} held out");
        Say(result.Skipped);
        return result.Training;
    }

    private List<PreferenceRecord> Read(IReadOnlyList<string> files, PreferenceNeeds needs)
    {
        var records = new List<PreferenceRecord>();
        foreach (string file in files)
        {
            var rows = PreferenceReader.Require(file, needs);
            Say(rows.Dropped.GroupBy(d => PreferenceWords.Of(d.Reason)).ToDictionary(g => g.Key, g => g.Count()));
            records.AddRange(rows.Records);
        }
        return records;
    }

    private void Say(IReadOnlyDictionary<string, int> dropped)
    {
        foreach (var (reason, count) in dropped) Session.Terminal.Line($"{count} records are not used: {reason}");
    }

    private bool IsPolicy(ParseResult line) => line.GetValue(_target) == TuningTarget.Policy;

    private string NewName(TrainingLine line, string from) => line.Words.GetValue(_name) ?? $"{from}-{Name}";
}
