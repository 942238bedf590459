namespace Forewarn.Core;

/// <summary>Receives decisions for execution.</summary>
public interface IPlanSink
{
    /// <summary>
    /// The observation of decision <paramref name="index"/> is being taken now: rows consumed from here on are
    /// skipped when its plan arrives. The first call for an index counts.
    /// </summary>
    void Observed(long index) { }

    void Dispatch(in Decision decision);
}
