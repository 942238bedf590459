namespace Forewarn.Core;

/// <summary>A kind of job made of functions, for work that stays in this process.</summary>
public sealed class RolloutKind(string name, Func<ReadOnlyMemory<byte>, IRolloutWorker> open) : IRolloutKind
{
    /// <summary>A kind whose workers keep nothing: <paramref name="run"/> is called from several threads at once.</summary>
    public RolloutKind(string name, Func<RolloutJob, CancellationToken, RolloutResult> run) : this(name, _ => new Stateless(run))
    {
    }

    public string Name => name;

    public IRolloutWorker Open(ReadOnlyMemory<byte> shared) => open(shared);

    /// <summary>The kind of that name.</summary>
    /// <exception cref="ForewarnException">There is none.</exception>
    public static IRolloutKind Find(IReadOnlyList<IRolloutKind> kinds, string name) =>
        kinds.FirstOrDefault(k => k.Name == name) ?? throw ForewarnException.Of(
            "kind of rollout job", $"'{name}'", $"one of {string.Join(", ", kinds.Select(k => k.Name))}",
            "Give the pool this kind, or name another one.", ExitCode.Usage);

    private sealed class Stateless(Func<RolloutJob, CancellationToken, RolloutResult> run) : IRolloutWorker
    {
        public RolloutResult Run(RolloutJob job, CancellationToken cancel) => run(job, cancel);

        public void Dispose()
        {
        }
    }
}
