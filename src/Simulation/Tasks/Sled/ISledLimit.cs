namespace Forewarn.Simulation.Tasks.Sled;

/// <summary>What a sled must not do.</summary>
public interface ISledLimit
{
    /// <summary>Above 0 while the state <c>[4]</c> keeps the limit; in the limit's own units.</summary>
    double Margin(ReadOnlySpan<double> state);

    /// <summary>
    /// The limit as one on the velocity that is aimed at: <c>NormalX vx + NormalY vy &lt;= Most</c> keeps the sled at least
    /// <paramref name="spare"/> away from the limit.
    /// </summary>
    (double NormalX, double NormalY, double Most) Aim(ReadOnlySpan<double> state, double spare);
}
