using Forewarn.Core;

namespace Forewarn.Steering;

/// <summary>The stages of one robot's decisions, each with its own breaker, and the threads they run on.</summary>
internal sealed class Stages : IDisposable
{
    public const string Propose = "propose";
    public const string Cluster = "cluster";
    public const string Imagine = "imagine";
    public const string Guard = "guard";
    public const string Classify = "classify";
    public const string Verify = "verify";
    public const string Choose = "choose";

    private readonly List<IStageWorker> _workers = [];
    private readonly StageExecution _execution;
    private readonly TimeProvider _time;

    public Stages(SteeringOptions options, TimeProvider time, StageExecution execution)
    {
        (_execution, _time) = (execution, time);
        Proposing = new(Propose, Worker(Propose), options, time);
        Clustering = new(Cluster, Worker(Cluster), options, time);
        Imagining = new(Imagine, Worker(Imagine), options, time);
        Guarding = new(Guard, Worker(Guard), options, time);
        Classifying = new(Classify, Worker(Classify), options, time);
        // One language model serves both: choosing must not run beside a narration that is still wedged in it.
        IStageWorker verifier = Worker(Verify);
        Verifying = new(Verify, verifier, options, time, surfacesUsage: true);
        Choosing = new(Choose, verifier, options, time, surfacesUsage: true,
            patience: TimeSpan.FromMilliseconds(options.ChooseReserveMs));
    }

    public Stage<ActionProposals> Proposing { get; }

    public Stage<ActionProposals> Clustering { get; }

    public Stage<LatentRollout> Imagining { get; }

    public Stage<GuardReport> Guarding { get; }

    public Stage<float[]> Classifying { get; }

    public Stage<Verdict> Verifying { get; }

    /// <summary>Choosing among remembered narrations; goes on while the breaker of narrating is open.</summary>
    public Stage<Verdict> Choosing { get; }

    public void Dispose() => _workers.ForEach(w => w.Dispose());

    private IStageWorker Worker(string name)
    {
        IStageWorker worker = _execution == StageExecution.Inline ? new InlineWorker(_time) : new ThreadWorker(name);
        _workers.Add(worker);
        return worker;
    }
}
