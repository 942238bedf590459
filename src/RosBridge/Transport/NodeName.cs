namespace Forewarn.RosBridge;

/// <summary>A node's name and the namespace it lives in.</summary>
public readonly record struct NodeName(string Namespace, string Name)
{
    public override string ToString() => Namespace == "/" ? $"/{Name}" : $"{Namespace}/{Name}";
}
