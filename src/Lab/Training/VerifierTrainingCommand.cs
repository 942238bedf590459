using System.CommandLine;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Lab.Composition;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;

namespace Forewarn.Lab.Training;

/// <summary><c>train verifier</c>: first on generated text, then on latents with the text mixed in.</summary>
internal sealed class VerifierTrainingCommand(Session session)
    : TrainingCommand(session, "verifier", "Train the verifier: without --latents on text alone, with them to narrate.")
{
    private readonly Option<DirectoryInfo[]> _latents = new("--latents")
    {
        Description = "Latents of the data sets (see export latents), repeated for several tasks; makes this the joint stage.",
        HelpName = "FOLDER",
    };

    private readonly Option<DirectoryInfo?> _from = new("--from")
    {
        Description = "Run folder of the text stage that the joint stage goes on with.",
        HelpName = "RUN",
    };

    protected override bool NeedsData => false;

    protected override IEnumerable<Option> OwnOptions() => [_latents, _from];

    protected override TrainingOptions Standing(ParseResult line, ResolvedConfig config) => Options(line, config).Training;

    protected override TrainingResult Train(TrainingLine line, IProgress<TrainingProgress> progress, CancellationToken cancel)
    {
        var options = Options(line.Words, line.Config) with { Training = line.Training };
        string[] latents = [.. (line.Words.GetValue(_latents) ?? []).Select(l => l.FullName)];
        bool joint = latents.Length > 0;
        if (joint && !line.Resumes && line.Words.GetValue(_from) is null)
            throw ForewarnException.Of("--from", "nothing", "the run folder of the text stage", "Train the text stage first.", ExitCode.Usage);
        string? from = line.Words.GetValue(_from)?.FullName;
        return VerifierTraining.Run(options, line.Folder, joint ? LatentSets.Read(latents, line.Data) : [], from, line.Resumes, progress, Session.Time, cancel);
    }

    private VerifierTrainingOptions Options(ParseResult line, ResolvedConfig config)
    {
        bool joint = line.GetValue(_latents) is { Length: > 0 };
        var options = joint ? config.Get<JointTrainingOptions>().Training : config.Get<TextTrainingOptions>().Training;
        return options with { Verifier = options.Verifier with { Stage = joint ? VerifierStage.Joint : VerifierStage.Text } };
    }
}
