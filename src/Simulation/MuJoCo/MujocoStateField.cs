namespace Forewarn.Simulation.MuJoCo;

/// <summary>One array of the exact state: its offset in <c>mjData</c> and its number of values.</summary>
internal readonly record struct MujocoStateField(int Offset, int Length)
{
    // Without qacc_warmstart a continued rollout differs in the last digits and then diverges.
    private static readonly string[] s_names =
        ["qpos", "qvel", "act", "qacc_warmstart", "ctrl", "qfrc_applied", "xfrc_applied", "mocap_pos", "mocap_quat"];

    public static MujocoStateField[] All(MujocoModel model) => [.. s_names
        .Select(model.Runtime.Layout.Data)
        .Select(f => new MujocoStateField(f.Offset, MujocoFieldReader.Length(f, model.Count)))
        .Where(f => f.Length > 0)];
}
