namespace Forewarn.Learning.InverseRl.Methods;

/// <summary>How the policy is improved.</summary>
public enum OptimizerKind
{
    Sac,
    Td3,
    Ppo,
}
