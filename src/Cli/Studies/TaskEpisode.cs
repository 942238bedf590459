using Forewarn.Cli.Composition;
using Forewarn.Cli.Configs;
using Forewarn.Cli.Recordings;
using Forewarn.Core;
using Forewarn.Evaluation.Reports;
using Forewarn.Evaluation.Steering;
using Forewarn.Evaluation.Tasks;
using Forewarn.Simulation.Tasks.Arm;
using Forewarn.Simulation.Tasks.Language;
using Forewarn.Steering;

namespace Forewarn.Cli.Studies;

/// <summary>One simulated episode of the configured task through the whole loop: observe, decide, and feed the arm from the action queue.</summary>
/// <param name="log">Gets every decision; null keeps none.</param>
/// <param name="tap">Records what the arm senses; null records nothing.</param>
/// <param name="proposer">Draws the plans; null for the configured policy.</param>
/// <param name="asking">When the person is asked; null for deciding by the options alone.</param>
/// <param name="answers">Answers the question of a decision, or does not; null where nobody is there to be asked.</param>
internal sealed class TaskEpisode(
    ResolvedConfig config, SteeringModels models, IDecisionLog? log, SeedStreams seeds, TimeProvider time, EpisodeTap? tap = null,
    IActionProposer? proposer = null, AskingRule? asking = null, Func<Decision, string?>? answers = null) : IDisposable
{
    // Between ticks of the same plan the rows move far less; these bounds only cut jumps at the seam of two plans.
    private static readonly float[] LargestStep = [0.1f, 0.1f, 0.1f, 0.5f, 0.04f];

    private readonly ArmEpisodeTask _task = config.Episodes();

    private readonly TaskLanguage _language = config.Language();

    private long _answered;

    /// <summary>Truth about the last episode, for evaluation.</summary>
    public PlanLabel Label => _task.Label(Environment.Truth);

    private ArmEnvironment Environment => _task.Environment;

    /// <summary>Whether the task came true in the last episode, by any mode.</summary>
    public bool Succeeded => Environment.Succeeded;

    /// <param name="scene">Number of the scene, and of its decision; a seed has as many as one likes.</param>
    /// <param name="after">The phase before, where that ended; null for a new scene.</param>
    public async Task<TaskEpisodeOutcome> RunAsync(string wish, string? film, CancellationToken cancel, long scene = 0, TaskEpisode? after = null)
    {
        var options = config.Get<SteeringOptions>();
        if (after is null) Environment.Reset(seeds.Stream("scene", scene));
        else Environment.GoOnFrom(after.Environment);
        var history = new ObservationHistory(Environment.Observe());
        var queue = new ActionQueue(ArmTask.PlanSpec, LargestStep, options.ActionHorizon);
        var c = Environment.Command;
        queue.Start([(float)c.X, (float)c.Y, (float)c.Z, (float)c.Yaw, (float)c.Width]);
        var guards = config.Get<GuardOptions>();
        long start = time.GetTimestamp();
        var guard = SteeringAssembly.Guards(guards, options, models,
            new FreshnessGuard(TimeSpan.FromMilliseconds(guards.FreshnessMs), time, start));
        using var loop = SteeringAssembly.Loop(models, options, guard, seeds, queue, log ?? new DecisionLogs(), time, proposer, asking);
        tap?.Sense(history.Latest);
        var decision = await loop.DecideAsync(history, wish, scene + _answered, cancel);
        while (decision.Question is not null && answers?.Invoke(decision) is { } answer)
        {
            // As for a node: words that answer nothing are a new wish. The arm held meanwhile, and what it sees is of now.
            if (!loop.TryAnswer(wish, answer)) wish = answer;
            history = new(Environment.Observe() with { Stamp = time.GetElapsedTime(start) });
            tap?.Sense(history.Latest);
            decision = await loop.DecideAsync(history, wish, scene + ++_answered, cancel);
        }
        var frames = new List<Observation> { history.Latest };
        Execute(queue, film is null && tap is null ? null : Seen);
        tap?.Tell(scene, Label, Environment);
        return new(decision, _language.Canonical(Environment.Truth), await FilmAsync(film, decision, frames, history, cancel));

        void Seen(Observation observation)
        {
            frames.Add(observation);
            tap?.Sense(observation);
        }
    }

    public void Dispose() => _task.Dispose();

    private void Execute(ActionQueue queue, Action<Observation>? seen)
    {
        Span<float> row = stackalloc float[ArmTask.PlanSpec.Width], action = stackalloc float[ArmTask.ActionSpec.Width];
        for (int t = 1; t <= ArmTask.PlanSteps; t++)
        {
            if (!queue.TryTake(row)) return;
            PlanExecutor.ToAction(Environment, row, action);
            Environment.Step(action);
            if (seen is not null && t % ArmTask.TicksPerFrame == 0) seen(Environment.Observe());
        }
    }

    private async Task<string?> FilmAsync(
        string? film, Decision decision, List<Observation> frames, ObservationHistory history, CancellationToken cancel)
    {
        if (film is null || decision.Plan is not { } plan) return null;
        var start = (await models.WorldModel.ObserveAsync(history, cancel)).Last;
        var rollout = await models.WorldModel.ImagineAsync(start, new ActionProposals(plan.Values, 1, plan.Spec), null, cancel);
        var imagined = await models.WorldModel.DecodeAsync(rollout, cancel);
        string said = decision.Narrations.Count > 0 ? decision.Narrations[decision.Chosen].Text : "(not narrated)";
        FilmStrip.Of(frames, imagined.Frames[0], said, _language.Canonical(Environment.Truth)).Save(film);
        return Path.GetFullPath(film);
    }
}
