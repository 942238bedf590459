namespace Forewarn.Simulation.MuJoCo;

/// <summary>One array of doubles in <c>mjData</c>: where its pointer lies and its number of values.</summary>
internal readonly record struct MujocoArray(int Offset, int Length)
{
    // Without qacc_warmstart a continued rollout differs in the last digits and then diverges.
    private static readonly string[] s_state =
        ["qpos", "qvel", "act", "qacc_warmstart", "ctrl", "qfrc_applied", "xfrc_applied", "mocap_pos", "mocap_quat"];

    public static MujocoArray Of(MujocoModel model, string name)
    {
        var field = model.Runtime.Layout.Data(name);
        return new(field.Offset, MujocoFieldReader.Length(field, model.Count));
    }

    /// <summary>The arrays of the exact state.</summary>
    public static MujocoArray[] State(MujocoModel model) =>
        [.. s_state.Select(name => Of(model, name)).Where(a => a.Length > 0)];
}
