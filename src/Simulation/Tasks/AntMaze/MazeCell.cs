namespace Forewarn.Simulation.Tasks.AntMaze;

/// <summary>A cell of a <see cref="MazeLayout"/>; rows run along +y, columns along +x.</summary>
public readonly record struct MazeCell(int Row, int Column);
