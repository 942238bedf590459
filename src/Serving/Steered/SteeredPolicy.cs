using System.Text.Json;
using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.Serving;

/// <summary>
/// The steering loop as a policy for openpi clients: the prompt is the wish, the answer the plan that fits it, or the pose
/// to hold. Every client has a loop of its own; the models behind the loops are shared. Where the loop asks, the client is told the question and
/// holds until it sends an answer, or a prompt that is one.
/// </summary>
public sealed class SteeredPolicy : IServedPolicy
{
    private readonly SteeredPolicyOptions _options;
    private readonly Func<SeedStreams, SteeringLoop> _loops;
    private readonly SeedStreams _seeds;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ObservationReader _reader;
    private readonly HoldRow _hold;
    private long _clients;

    /// <param name="loops">Makes the loop of one client; the client's session disposes it.</param>
    /// <param name="start"><see cref="TimeProvider.GetTimestamp"/> at the zero of observation stamps, as a freshness guard wants it.</param>
    /// <exception cref="ForewarnException">The state does not tell how to hold.</exception>
    public SteeredPolicy(
        SteeredPolicyOptions options, Func<SeedStreams, SteeringLoop> loops, SeedStreams seeds, TimeProvider time, long start)
    {
        (_options, _loops, _seeds, _time, _start) = (options, loops, seeds, time, start);
        _reader = new ObservationReader(options.Keys, options.Cameras, options.State);
        _hold = new HoldRow(options.Spec, options.State);
        Metadata = Describe(options);
    }

    /// <inheritdoc/>
    public WireMap Metadata { get; }

    /// <inheritdoc/>
    public IServedSession Open() =>
        new Session(this, _loops(new SeedStreams(_seeds.Stream("client", Interlocked.Increment(ref _clients)).Key)));

    private static WireMap Describe(SteeredPolicyOptions options)
    {
        var cameras = new WireMap();
        foreach (PictureFormat camera in options.Cameras)
            cameras[options.Keys.Cameras.TryGetValue(camera.Camera, out string? key) ? key : camera.Camera] =
                new object?[] { (long)camera.Height, (long)camera.Width, 3L };
        var models = new WireMap();
        foreach (var (name, hash) in options.Models) models[name] = hash;
        return new WireMap
        {
            ["server"] = "forewarn",
            ["models"] = models,
            ["images"] = cameras,
            ["state_key"] = options.Keys.State,
            ["state"] = options.State.ToArray<object?>(),
            ["actions"] = options.Spec.Names.ToArray<object?>(),
            ["representation"] = options.Spec.Representation,
            ["action_horizon"] = (long)options.Horizon,
            ["rate_hz"] = options.Spec.RateHz,
        };
    }

    private WireMap Answer(Decision decision, float[] state)
    {
        int width = _options.Spec.Width;
        var rows = new float[_options.Horizon * width];
        if (decision.Plan is { } plan)
        {
            plan.Values.AsSpan(0, Math.Min(rows.Length, plan.Values.Length)).CopyTo(rows);
            for (int row = plan.Steps; row < _options.Horizon; row++) plan.Row(plan.Steps - 1).CopyTo(rows.AsSpan(row * width));
        }
        else
        {
            float[] hold = _hold.At(state);
            for (int row = 0; row < _options.Horizon; row++) hold.CopyTo(rows, row * width);
        }
        return new WireMap
        {
            ["actions"] = NdArray.Of<float>(rows, _options.Horizon, width),
            ["state"] = NdArray.Of<float>(state, state.Length),
            ["steering"] = Tell(decision),
        };
    }

    private static WireMap Tell(Decision decision) => new()
    {
        ["chosen"] = (long)decision.Chosen,
        ["k"] = (long)(decision.Modes?.Count ?? 0),
        ["narrations"] = decision.Narrations.Select(n => n.Text).ToArray<object?>(),
        ["scores"] = decision.Scores.Cast<object?>().ToArray(),
        ["decision"] = JsonNamingPolicy.CamelCase.ConvertName(decision.Rung.ToString()),
        ["reason"] = decision.Reason,
        ["question"] = decision.Question,
        ["answers"] = (decision.Answers ?? []).ToArray<object?>(),
        ["timing"] = new WireMap
        {
            ["sample_ms"] = decision.Timings.ProposeMs,
            ["cluster_ms"] = decision.Timings.ClusterMs,
            ["imagine_ms"] = decision.Timings.ImagineMs,
            ["guard_ms"] = decision.Timings.GuardMs,
            ["narrate_ms"] = decision.Timings.NarrateMs,
            ["choose_ms"] = decision.Timings.ChooseMs,
            ["total_ms"] = decision.Timings.TotalMs,
        },
    };

    private sealed class Session(SteeredPolicy policy, SteeringLoop loop) : IServedSession
    {
        private long _index;

        /// <summary>The decision whose question is open; null where none is.</summary>
        private Decision? _asking;

        /// <summary>A prompt that was an answer, and the wish that it answered: clients send their prompt again with every observation.</summary>
        private (string Prompt, string Wish)? _answered;

        public async ValueTask<WireMap> InferAsync(ServedRequest request, CancellationToken deadline)
        {
            TimeSpan stamp = policy._time.GetElapsedTime(policy._start, request.Received);
            Observation observation = policy._reader.Read(request.Observation, stamp);
            string wish = policy._reader.Prompt(request.Observation) ?? policy._options.Wish
                ?? throw ForewarnException.Of($"key '{policy._options.Keys.Prompt}'", "nothing", "what the arm should do, in words",
                    "Send it, or start the server with --wish.", ExitCode.Usage);
            wish = Meant(wish, policy._reader.Answer(request.Observation));
            // Nothing is decided before the question is answered.
            if (_asking is { } asking && asking.Wish == wish) return policy.Answer(asking, observation.State);
            Decision decision = await loop.DecideAsync(new ObservationHistory(observation), wish, _index++, deadline);
            _asking = decision.Question is null ? null : decision;
            return policy.Answer(decision, observation.State);
        }

        /// <summary>The wish that a prompt stands for; takes the answer, if there is one.</summary>
        private string Meant(string prompt, string? answer)
        {
            string wish = _answered is { } known && prompt == known.Prompt ? known.Wish : prompt;
            if (_asking is not { Wish: var asked }) return wish;
            if (answer is not null && loop.TryAnswer(asked, answer)) (_asking, wish) = (null, asked);
            else if (wish != asked && loop.TryAnswer(asked, prompt)) (_asking, _answered, wish) = (null, (prompt, asked), asked);
            return wish;
        }

        public void Dispose() => loop.Dispose();
    }
}
