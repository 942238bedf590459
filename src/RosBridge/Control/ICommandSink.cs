namespace Forewarn.RosBridge;

/// <summary>Where commanded joints go. Called by the tick: must not block beyond its budget nor allocate.</summary>
public interface ICommandSink
{
    /// <param name="first">Joints <c>[C]</c> to be reached one period from now.</param>
    /// <param name="second">Joints <c>[C]</c> to be reached a period later, should the next command be late.</param>
    /// <returns>False when the command could not be handed over in time.</returns>
    bool Command(ReadOnlySpan<double> first, ReadOnlySpan<double> second);

    /// <summary>Says that a tick was completed.</summary>
    void AssertLiveliness();
}
