using Forewarn.Core;
using Forewarn.Simulation.MuJoCo;

namespace Forewarn.Simulation.Tasks.ControlSuite;

/// <summary>Random poses in which nothing touches.</summary>
internal static class FreePose
{
    private const int MostTries = 100_000;

    /// <summary>Draws until there is no contact; everything is computed for the pose it ends with.</summary>
    /// <exception cref="ForewarnException">Altered physics leave hardly any pose free.</exception>
    public static void Find(MujocoData data, Action draw)
    {
        for (int i = 0; i < MostTries; i++)
        {
            draw();
            data.Forward();
            if (data.ContactCount == 0) return;
        }
        throw ForewarnException.Of("start of an episode", $"contacts in all of {MostTries} random poses", "one without",
            "Smaller geoms or wider joint ranges leave more room.");
    }
}
