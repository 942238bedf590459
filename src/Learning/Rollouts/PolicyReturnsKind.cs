using System.Text.Json;
using Forewarn.Core;
using Forewarn.Learning.Nets;
using Forewarn.Learning.Reinforcement;
using Forewarn.Simulation;

namespace Forewarn.Learning.Rollouts;

/// <summary>
/// What a policy earns: a job's parameters are all weights of a <see cref="SquashedGaussianPolicy"/>, its figures the undiscounted return
/// of every episode. Episodes follow from the job's seed, so jobs that share one start alike.
/// </summary>
/// <param name="create">Makes an environment by its name.</param>
public sealed class PolicyReturnsKind(Func<string, IStateEnvironment> create) : IRolloutKind
{
    public string Name => "policy-returns";

    /// <summary>A batch of weight vectors, all of one shape.</summary>
    public static RolloutBatch Batch(PolicyReturnsTask task, IReadOnlyList<RolloutJob> jobs) =>
        new("policy-returns", jobs) { Shared = JsonSerializer.SerializeToUtf8Bytes(task) };

    public IRolloutWorker Open(ReadOnlyMemory<byte> shared)
    {
        var task = JsonSerializer.Deserialize<PolicyReturnsTask>(shared.Span)!;
        return new Worker(create(task.Environment), task);
    }

    private sealed class Worker(IStateEnvironment environment, PolicyReturnsTask task) : IRolloutWorker
    {
        private readonly SquashedGaussianPolicy _policy = new(
            new(new MlpShape(environment.StateSize, task.Hidden, 2 * environment.ActionSpec.Width, task.Activation), new SeedStream(0)));

        public RolloutResult Run(RolloutJob job, CancellationToken cancel)
        {
            Shape.Require("policy weights", job.Parameters.Length, ("P", _policy.Net.Values.Length));
            job.Parameters.Span.CopyTo(_policy.Net.Values);
            var seed = new SeedStreams(job.Seed).Stream("returns");
            var returns = new List<double>();
            for (int e = 0; e < task.Episodes; e++)
            {
                cancel.ThrowIfCancellationRequested();
                returns.AddRange(PolicyReturns.Of(_policy, environment, 1, seed.Child("episode", e), task.Stochastic));
            }
            return new(returns);
        }

        public void Dispose() => environment.Dispose();
    }
}
