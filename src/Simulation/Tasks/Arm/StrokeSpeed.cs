namespace Forewarn.Simulation.Tasks.Arm;

/// <summary>Fastest that the tool moved since its lowest point: the lift of a grasp, the stroke of a sweep.</summary>
internal sealed class StrokeSpeed
{
    private double _lowest = double.MaxValue;

    /// <summary>m/s.</summary>
    public double Peak { get; private set; }

    public void Start() => (_lowest, Peak) = (double.MaxValue, 0);

    public void Observe(double toolZ, double speed)
    {
        if (toolZ < _lowest - 1e-3) (_lowest, Peak) = (toolZ, 0);
        else Peak = Math.Max(Peak, speed);
    }

    public void Save(BinaryWriter w)
    {
        w.Write(_lowest);
        w.Write(Peak);
    }

    public void Load(BinaryReader r) => (_lowest, Peak) = (r.ReadDouble(), r.ReadDouble());
}
