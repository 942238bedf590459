namespace Forewarn.Benchmarks.Timing;

/// <summary>One side of an interleaved run.</summary>
/// <param name="Time">Runs the work that many times and answers with the mean cost of a call.</param>
public sealed record Contestant(string Name, Func<int, Cost> Time)
{
    public static Contestant Here(string name, Action call) => new(name, repeats => Cost.Of(call, repeats));
}
