namespace Forewarn.Simulation.MuJoCo;

/// <summary>Changes integer visual settings of a model for the length of a scope.</summary>
internal sealed unsafe class MujocoVisualSettings(MujocoModel model) : IDisposable
{
    private readonly List<(nint Address, int Value)> _before = [];

    public void Set(string member, int value)
    {
        nint address = model.Pointer + model.Runtime.Layout.Part("mjModel." + member);
        _before.Add((address, *(int*)address));
        *(int*)address = value;
    }

    public void Dispose()
    {
        foreach (var (address, value) in _before) *(int*)address = value;
    }
}
