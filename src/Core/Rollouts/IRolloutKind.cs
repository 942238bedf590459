namespace Forewarn.Core;

/// <summary>A kind of job by name: what a worker process knows in advance, because code does not travel.</summary>
public interface IRolloutKind
{
    string Name { get; }

    /// <summary>Makes a worker, on the thread that it will work on; several may exist at once.</summary>
    /// <param name="shared">The batch's shared bytes.</param>
    IRolloutWorker Open(ReadOnlyMemory<byte> shared);
}
