using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Control.Beam;

/// <summary>Lengths in meters, accelerations in m/s².</summary>
public sealed record BeamOptions
{
    private static readonly SettingCheck Check = new("Correct the world's options.");

    /// <summary>Half the width of the beam, which lies on y = 0.</summary>
    public double BeamHalfWidth { get; init; } = 0.08;

    /// <summary>Acceleration by the wind over the pit, along +y; the sheltered bridge has none.</summary>
    public double Wind { get; init; } = 7.2;

    /// <summary>The bridge spans this range of y.</summary>
    public double BridgeFrom { get; init; } = 2.6;

    public double BridgeTo { get; init; } = 4.4;

    /// <summary>A fall ends the episode; off, the fallen mass lies in the pit until the time limit, so that all episodes are equally long.</summary>
    public bool FallEnds { get; init; }

    /// <exception cref="ForewarnException">A number is out of range.</exception>
    public void Validate()
    {
        Check.Require(BeamHalfWidth > 0, "beam_half_width", BeamHalfWidth, "above 0");
        Check.Require(Wind >= 0 && Wind < BeamWorld.Lateral, "wind", Wind, $"0 to below {BeamWorld.Lateral}, what the mass can withstand");
        Check.Require(BridgeFrom > BeamHalfWidth && BridgeFrom < BridgeTo, "bridge_from", BridgeFrom, "beyond the beam and below bridge_to");
        Check.Require(BridgeTo <= BeamWorld.Far, "bridge_to", BridgeTo, $"at most {BeamWorld.Far}, where the world ends");
    }
}
