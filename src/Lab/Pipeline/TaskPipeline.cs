using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Lab.Composition;
using Forewarn.Lab.Training;
using Forewarn.Learning.Policies;
using Forewarn.Learning.Training;
using Forewarn.Learning.Verifiers;
using Forewarn.Learning.WorldModels;
using Forewarn.Policy;
using Forewarn.Simulation.Episodes;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Language;

namespace Forewarn.Lab.Pipeline;

/// <summary>
/// All models of the configured task from nothing: data, eye, policy, the policy's own rollouts, world model, latents, verifier,
/// classifiers, packages. Every stage leaves a mark when it is done, so running the same command again goes on where it stopped.
/// </summary>
internal sealed partial class TaskPipeline(Session session, ResolvedConfig config, string root, string command, ulong seed, int workers)
{
    private readonly PipelineOptions _sizes = config.Get<PipelineOptions>();

    private readonly ManipulationTask _task = ManipulationTasks.Find(config.Get<SceneOptions>().Name);

    private readonly string _date = session.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Minutes left of the slice; 0 = no limit.</summary>
    public required Func<double> MinutesLeft { get; init; }

    private string[] Episodes => [Data("play"), Data("demos"), Data("rollouts")];

    /// <summary>Names of the stages, in the order in which they build on each other.</summary>
    public IEnumerable<string> Names => Stages(CancellationToken.None).Select(stage => stage.Name);

    /// <summary>Stages that are not run unless they are named: the configuration steers with packages of other origin.</summary>
    public IEnumerable<string> Spare => Stages(CancellationToken.None).Where(stage => stage.IsSpare).Select(stage => stage.Name);

    /// <param name="only">The stages to run, in whatever order; none = every stage whose product the configuration names.</param>
    /// <param name="cancel">Stops at the next checkpoint.</param>
    /// <returns>Whether everything asked for is done; otherwise the same command goes on.</returns>
    public bool Run(IReadOnlyList<string> only, CancellationToken cancel) => Wanted(Stages(cancel), only).All(Done);

    private static IEnumerable<Stage> Wanted(IEnumerable<Stage> stages, IReadOnlyList<string> only) =>
        stages.Where(stage => only.Count == 0 ? !stage.IsSpare : only.Contains(stage.Name));

    private IEnumerable<Stage> Stages(CancellationToken cancel)
    {
        var models = config.Get<ModelNames>();
        bool verifier = IsOwn(models.Verifier, "verifier"), outcome = IsOwn(models.Outcome, "outcome"), success = IsOwn(models.Success, "success");
        return
        [
            new("scenes", () => Collect("scenes", _sizes.Scenes, cancel)),
            new("demos", () => Collect("demos", _sizes.Demonstrations, cancel)),
            new("eye", () => TrainEye(cancel)),
            new("policy", () => TrainPolicy(cancel)),
            new("policy-package", ExportPolicy),
            new("rollouts", () => Collect("rollouts", _sizes.Rollouts, cancel)),
            new("play", () => Collect("play", _sizes.Play, cancel)),
            new("world", () => TrainWorld(cancel)),
            new("world-package", ExportWorld),
            new("latents", WriteLatents),
            new("verifier-text", () => TrainVerifier(config.Get<TextTrainingOptions>().Training, VerifierStage.Text, cancel)) { IsSpare = !verifier },
            new("verifier", () => TrainVerifier(config.Get<JointTrainingOptions>().Training, VerifierStage.Joint, cancel)) { IsSpare = !verifier },
            new("verifier-package", ExportVerifier) { IsSpare = !verifier },
            new("outcome", () => TrainClassifier(ClassTargets.Outcome(Language), cancel)) { IsSpare = !outcome },
            new("success", () => TrainClassifier(ClassTargets.Success(Language), cancel)) { IsSpare = !success },
        ];
    }

    /// <summary>Whether the configuration steers with the package that this pipeline makes.</summary>
    private bool IsOwn(string configured, string part) => Path.GetFileName(Path.TrimEndingDirectorySeparator(configured)) == Name(part);

    private bool Done(Stage stage)
    {
        string mark = Path.Combine(root, "done", stage.Name);
        if (File.Exists(mark)) return true;
        session.Terminal.Line($"{stage.Name} ...");
        if (!stage.Work()) return false;
        AtomicFile.WriteText(mark, _date + "\n");
        return true;
    }

    private bool Collect(string kind, int count, CancellationToken cancel)
    {
        using var package = kind == "rollouts" ? ModelPackage.Load(Package("policy"), ModelKind.Policy) : null;
        using var policy = package is null ? null : new PolicyProposer(package);
        var options = config.Get<TaskCollectionOptions>() with
        {
            Task = config.Get<SceneOptions>(), Kind = kind, Count = count, Seed = seed, Workers = workers,
        };
        var collection = new TaskCollection(options, $"forewarn collect {_task.Name} --kind {kind} --count {count} --seed {seed}", policy);
        return new WorkProgress(session.Terminal, session.Time).Run(kind, report =>
        {
            collection.Run(Data(kind), report, cancel);
            return true;
        });
    }

    private bool TrainEye(CancellationToken cancel)
    {
        using var store = EpisodeStore.Open(Data("scenes"));
        using var scenes = SceneSet.Load(store);
        var options = TaskTrainings.Eye(config);
        return Finished("eye", options.Training, (t, f, r) =>
            EyeTraining.Run(options with { Training = t }, scenes, f, r, Progress(), session.Time, cancel));
    }

    private bool TrainPolicy(CancellationToken cancel)
    {
        using var looks = EpisodeStore.Open(Data("scenes"));
        using var store = EpisodeStore.Open(Data("demos"));
        using var eye = TrainedEye.Load(At("eye").Path);
        using var scenes = SceneSet.Load(looks);
        using var demonstrations = DemonstrationSet.Load(store, ArmTask.PlanSpec);
        var options = TaskTrainings.Policy(config);
        int heldOut = EyeTask.HeldOutCount(scenes.Count, eye.Eye.Options.HeldOut);
        return Finished("policy", options.Training, (t, f, r) => PolicyTraining.Run(options with { Training = t },
            demonstrations, eye, scenes, heldOut, _task.AimedMode, f, r, Progress(), session.Time, cancel));
    }

    private bool ExportPolicy()
    {
        using var run = PolicyRun.Load(At("policy").Path);
        PolicyExporter.Write(Package("policy"), run, new PolicyExport
        {
            Name = Name("policy"), Demonstrations = _sizes.Demonstrations, PretrainingScenes = _sizes.Scenes, Training = Provenance(Data("demos"), Data("scenes")),
            Metrics = HeldOutFigures.Read(At("policy")),
        });
        return true;
    }

    private bool TrainWorld(CancellationToken cancel)
    {
        var options = config.Get<WorldTrainingOptions>();
        return WithStores(stores => Finished("world", options.Training, (t, f, r) =>
            WorldModelTraining.Run(options.Model, options.WorldModel, t, stores, f, Progress(), r, session.Time, cancel)));
    }

    private bool ExportWorld()
    {
        using var model = WorldModelTraining.Load(At("world"));
        RssmExporter.Write(Package("world"), model, new WorldModelExport
        {
            Name = Name("world"),
            Episodes = _sizes.Play + _sizes.Demonstrations + _sizes.Rollouts,
            Updates = config.Get<WorldTrainingOptions>().Training.Steps,
            Training = Provenance(Episodes),
            Metrics = HeldOutFigures.Read(At("world")),
        });
        return true;
    }

    private bool WriteLatents() => WithStores(stores =>
    {
        using var model = WorldModelTraining.Load(At("world"));
        return new WorkProgress(session.Terminal, session.Time).Run("latents", report =>
        {
            LatentDatasetWriter.Write(model, stores, Path.Combine(root, "latents"), report);
            return true;
        });
    });

    private bool TrainVerifier(VerifierTrainingOptions options, VerifierStage stage, CancellationToken cancel)
    {
        bool joint = stage == VerifierStage.Joint;
        options = options with { Verifier = options.Verifier with { Stage = stage, Tasks = [_task.Name] } };
        LatentNarrations[] latents = joint ? [Latents()] : [];
        string? from = joint ? At("verifier-text").Path : null;
        return Finished(joint ? "verifier" : "verifier-text", options.Training, (t, f, r) => VerifierTraining.Run(
            options with { Training = t }, f, latents, from, r, Progress(), session.Time, cancel));
    }

    private bool ExportVerifier()
    {
        using var run = VerifierRun.Load(At("verifier").Path);
        VerifierExporter.Write(Package("verifier"), run, new VerifierExport
        {
            Name = Name("verifier"), Training = Provenance(Episodes), Metrics = HeldOutFigures.Read(At("verifier")),
        });
        return true;
    }

    private bool TrainClassifier(ClassTargets targets, CancellationToken cancel)
    {
        var latents = Latents();
        var options = config.Get<ClassifierTrainingOptions>();
        var export = new VerifierExport { Name = targets.Name, Training = Provenance(Episodes) };
        return Finished(targets.Name, options.Training, (t, f, r) => ClassifierTraining.Run(options with { Training = t },
            latents, targets, f, Path.Combine(root, "models", targets.Name), export, r, Progress(), session.Time, cancel));
    }

    private TaskLanguage Language => TaskLanguages.Find(_task.Name);

    private LatentNarrations Latents() => LatentSets.Read(Path.Combine(root, "latents"), Episodes);

    private T WithStores<T>(Func<EpisodeStore[], T> work)
    {
        EpisodeStore[] stores = [.. Episodes.Select(EpisodeStore.Open)];
        try
        {
            return work(stores);
        }
        finally
        {
            foreach (var store in stores) store.Dispose();
        }
    }

    /// <summary>Trains or goes on training within the slice.</summary>
    private bool Finished(string name, TrainingOptions training, Func<TrainingOptions, RunFolder, bool, TrainingResult> train)
    {
        var folder = At(name);
        double left = MinutesLeft();
        if (left < 0) return false;
        var result = train(training with { Minutes = left, Seed = seed }, folder, File.Exists(folder.LastCheckpoint));
        session.Terminal.Line(result.Finished ? $"{name}: {result.Step} steps" : $"{name}: stopped at step {result.Step}");
        return result.Finished;
    }

    private ProgressLines Progress() => new(session.Terminal.Out);

    private RunFolder At(string name) => RunFolder.At(Path.Combine(root, name));

    private string Data(string kind) => Path.Combine(root, "data", kind);

    /// <summary>Name of the package of one part, for example <c>cup-policy</c>.</summary>
    private string Name(string part) => $"{_task.Name}-{part}";

    private string Package(string part) => Path.Combine(root, "models", Name(part));

    private TrainingProvenance Provenance(params string[] data)
    {
        var hashes = data.Select(folder =>
        {
            using var store = EpisodeStore.Open(folder);
            return store.Sha256;
        });
        return new(command, seed, TrainingOrigin.Revision(), string.Join('+', hashes), _date);
    }

    private sealed record Stage(string Name, Func<bool> Work)
    {
        /// <summary>Whether it is run only when it is named.</summary>
        public bool IsSpare { get; init; }
    }
}
