using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Serving.Tests.Steered;

/// <summary>Models whose answers are known: two plans, told apart by their first number, and a reader who knows two words.</summary>
internal sealed class FakeModels : IActionProposer, IModeSelector, IWorldModel, IPlanGuard, IPlanVerifier, IClarifiable
{
    public const int Steps = 4;

    public ActionSpec Spec { get; } = new("absolute", "base", 10, ["x_m", "yaw_rad", "width_m"]);

    public IReadOnlyList<string> State { get; } = ["width_m", "tool_x_m", "tool_sin_yaw", "tool_cos_yaw"];

    /// <summary>What the models saw last.</summary>
    public Observation? Seen { get; private set; }

    /// <summary>Whether the guard lets anything through.</summary>
    public bool Safe { get; set; } = true;

    public SteeringOptions Options { get; } = new()
    {
        Proposals = 2, Modes = 2, PredictionHorizon = Steps, ActionHorizon = Steps, MaxAttempts = 1, DeadlineMs = 5000,
    };

    /// <summary>What was answered about "either".</summary>
    public string? Answered { get; private set; }

    /// <summary>Times that plans were verified.</summary>
    public int Verified { get; private set; }

    public bool IsOpen(string wish) => false;

    public bool TryAnswer(string wish, string answer)
    {
        if (wish != "either" || answer is not ("handle" or "rim")) return false;
        Answered = answer;
        return true;
    }

    public SteeringLoop Loop(SeedStreams seeds) =>
        new(new SteeringParts(this, this, this, this, this), Options, seeds, new NoPlanSink(), new NoLog(), TimeProvider.System);

    public ValueTask<ActionProposals> ProposeAsync(ObservationHistory history, int count, SeedStream seed, CancellationToken deadline)
    {
        Seen = history.Latest;
        float[] values = [.. Enumerable.Repeat(1f, Steps * 3), .. Enumerable.Repeat(2f, Steps * 3)];
        return ValueTask.FromResult(new ActionProposals(values, 2, Spec));
    }

    public ActionProposals Select(ActionProposals proposals) => proposals;

    public ValueTask<LatentTrajectory> ObserveAsync(ObservationHistory history, CancellationToken deadline) =>
        ValueTask.FromResult(new LatentTrajectory([0], 1, 1));

    public ValueTask<LatentRollout> ImagineAsync(LatentState start, ActionProposals modes, SeedStream? noise, CancellationToken deadline) =>
        ValueTask.FromResult(new LatentRollout(new float[modes.Count], new float[modes.Count], modes.Count, 1, 1));

    public ValueTask<DecodedFrames> DecodeAsync(LatentRollout rollout, CancellationToken cancel) => throw new NotSupportedException();

    public GuardReport Check(ObservationHistory history, ActionProposals modes, LatentRollout? rollout) =>
        new([.. Enumerable.Range(0, modes.Count).Select(_ => new GuardFinding(Safe, Safe ? "" : "the table is in the way"))]);

    public ValueTask<Verdict> VerifyAsync(string wish, LatentRollout rollout, GuardReport guard, CancellationToken deadline)
    {
        Verified++;
        if (wish == "either" && Answered is not null) wish = $"the {Answered}";
        Narration[] said = [new(0, "takes the handle", -1), new(1, "takes the rim", -1)];
        return wish switch
        {
            "the handle" => ValueTask.FromResult<Verdict>(new ExecuteVerdict(0, said, [0.9, 0.05, 0.05])),
            "the rim" => ValueTask.FromResult<Verdict>(new ExecuteVerdict(1, said, [0.1, 0.8, 0.1])),
            "either" => ValueTask.FromResult<Verdict>(new AskVerdict("Which one: (1) the handle or (2) the rim?", said, [0.5, 0.5, 0]) { Answers = ["handle", "rim"] }),
            _ => throw ForewarnException.Of("wish", $"'{wish}'", "words that are known", "Say it otherwise.", ExitCode.Usage),
        };
    }

    private sealed class NoLog : IDecisionLog
    {
        public void Append(Decision decision, ObservationHistory history) { }
    }
}
