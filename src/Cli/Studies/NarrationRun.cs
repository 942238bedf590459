using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Evaluation.Narrations;
using Forewarn.Evaluation.Runs;
using Forewarn.Evaluation.Tasks;
using Forewarn.Inference;
using Forewarn.Simulation.Tasks.Arm;

namespace Forewarn.Cli.Studies;

/// <summary>A narration study of a task on scripted play that no model was trained on.</summary>
internal sealed class NarrationRun(Session session, ResolvedConfig config, string command, PhysicalCeiling? ceiling = null)
{
    /// <param name="control">Episodes for the action-only control; they are played, not rendered.</param>
    public NarrationResults Run(string folder, ulong seed, int episodes, int control, int workers, CancellationToken cancel)
    {
        config.WriteTo(folder);
        var reader = config.Reader();
        using var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions { Report = session.Terminal.Line });
        var hashes = new Dictionary<string, string>(models.Hashes) { ["config"] = string.Join(" ", config.Names), ["plans"] = "scripted play" };
        var play = Play(seed, episodes, workers);
        var scripts = play.Scripts();
        var options = new NarrationStudyOptions
        {
            Seed = seed, Episodes = episodes, Workers = workers, Identity = string.Join("; ", hashes.Select(h => $"{h.Key}={h.Value}")),
        };
        var study = new NarrationStudy(options, () => Bench(scripts), session.Time);
        var progress = new WorkProgress(session.Terminal, session.Time);
        var rows = progress.Run("episodes", report => study.Run(folder, p => report(p.Done, p.Total), cancel));
        var training = control == 0 ? [] : progress.Run("control", report => Control(seed + 1, control, workers, report, cancel));
        var results = NarrationAnalysis.Of(rows, ArmTask.PlanSpec, reader, reader.Failures, training,
            RunRecord.Now(command, [seed], episodes, hashes, session.Time), ceiling: ceiling);
        EvaluationJson.Write(Path.Combine(folder, "results.json"), results);
        return results;
    }

    private NarrationBench Bench(string[] scripts)
    {
        var models = new SteeringModels(session.Home, config.Get<ModelNames>(), new RuntimeOptions());
        return new(config.Episodes(), models.WorldModel, models.Narrator, Plan) { Owned = [models] };

        // The quota of scripts stays exact over every block of episodes; which one comes when is drawn.
        ActionChunk Plan(Evaluation.Steering.IEpisodeTask task, ObservationHistory _, SeedStream seed) => new(
            config.Task().Plan(scripts[seed.Next(scripts.Length)], ((ArmEpisodeTask)task).Environment, config.Get<SceneOptions>(), seed.Child("script")),
            ArmTask.PlanSpec);
    }

    private IReadOnlyList<ControlEpisode> Control(ulong seed, int count, int workers, Action<int, int> report, CancellationToken cancel) =>
    [
        .. new TaskGatePlay(Options(seed, count, workers), 0).Run(report, cancel)
            .Select(e => new ControlEpisode(e.Plan, e.State, config.Task().Mode(e.Label), e.Label.Outcome)),
    ];

    private TaskCollection Play(ulong seed, int count, int workers) => new(Options(seed, count, workers), command);

    private TaskCollectionOptions Options(ulong seed, int count, int workers) =>
        new() { Task = config.Get<SceneOptions>(), Kind = "play", Count = count, Seed = seed, Workers = workers };
}
