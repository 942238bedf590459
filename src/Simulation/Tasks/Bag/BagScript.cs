namespace Forewarn.Simulation.Tasks.Bag;

/// <summary>What a scripted demonstrator intends. Outcomes are labelled from physics, never from this.</summary>
public enum BagScript
{
    /// <summary>Pinches the red tab, gently or hard.</summary>
    Corner,
    /// <summary>Pinches the crimp in its middle, gently or hard.</summary>
    Edge,
    /// <summary>Holds the belly between fingers that stop at a little less than its width.</summary>
    Middle,
    /// <summary>The same with fingers that press further in.</summary>
    MiddleHard,
    /// <summary>Closes fully around the belly's far end.</summary>
    Crush,
    /// <summary>Pinches the glossy strip.</summary>
    Drop,
    /// <summary>Holds the belly with fingers that hardly press: it slides out.</summary>
    Loose,
    /// <summary>Any of the above, executed right for a bag that stands somewhere else.</summary>
    Miss,
}
