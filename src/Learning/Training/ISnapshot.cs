namespace Forewarn.Learning.Training;

/// <summary>Something with a state that a resumed run must find again, bit by bit.</summary>
public interface ISnapshot
{
    void Save(SnapshotWriter to);

    /// <exception cref="Core.ForewarnException">The snapshot is of something else.</exception>
    void Load(SnapshotReader from);
}
