namespace Forewarn.Simulation.Tasks.Sled;

/// <summary>
/// Drives a sled as fast as a limit allows: of all velocities within reach that keep the limit it aims at the one that is worth most, and
/// pushes as hard as it takes to have it a tenth of a second later.
/// </summary>
/// <param name="spare">Distance to the limit that it keeps, in the limit's units.</param>
public sealed class SledDriver(SledTask task, ISledLimit limit, double spare) : IController
{
    private const double Top = SledTask.TopSpeed;

    /// <summary>Seconds in which drag alone takes the speed down by 1/e, and in which the driver corrects it.</summary>
    private const double Decay = 0.5, Correction = 0.1;

    public void Act(ReadOnlySpan<double> state, Span<float> action)
    {
        var (x, y) = Aim(limit.Aim(state, spare));
        action[0] = Push(x, state[2]);
        action[1] = Push(y, state[3]);
    }

    /// <summary>Best corner of the box of speeds cut by the limit: a linear program in the plane.</summary>
    private (double X, double Y) Aim((double X, double Y, double Most) cut)
    {
        (double X, double Y) best = (0, 0);
        double most = double.NegativeInfinity;
        // Where the limit leaves nothing, straight away from it.
        if (cut.Most < -(Math.Abs(cut.X) + Math.Abs(cut.Y)) * Top) return (-Top * Math.Sign(cut.X), -Top * Math.Sign(cut.Y));
        for (int corner = 0; corner < 4; corner++) Try(corner % 2 == 0 ? -Top : Top, corner / 2 == 0 ? -Top : Top);
        for (int side = -1; side <= 1; side += 2)
        {
            if (cut.Y != 0) Try(side * Top, (cut.Most - cut.X * side * Top) / cut.Y);
            if (cut.X != 0) Try((cut.Most - cut.Y * side * Top) / cut.X, side * Top);
        }
        return best;

        void Try(double x, double y)
        {
            const double slack = 1e-9;
            if (Math.Max(Math.Abs(x), Math.Abs(y)) > Top + slack || cut.X * x + cut.Y * y > cut.Most + slack) return;
            // Of equal worth, the slower: no push is spent where nothing is gained.
            double worth = task.WorthX * x + task.WorthY * y - 1e-6 * (x * x + y * y);
            if (worth > most) (best, most) = ((x, y), worth);
        }
    }

    private static float Push(double wanted, double now) => (float)Math.Clamp((wanted + Decay * (wanted - now) / Correction) / Top, -1, 1);
}
