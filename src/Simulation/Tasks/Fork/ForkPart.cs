namespace Forewarn.Simulation.Tasks.Fork;

/// <summary>What fingers can hold a fork by, from its end to its tips.</summary>
public enum ForkPart
{
    Handle,
    Neck,
    Tines,
}
