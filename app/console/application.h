#pragma once

#include <memory>

class QApplication;

namespace rackhouse
{

/// The application of the console. What only prints (`--help`, `--version`) needs no display; where
/// the window has none to open on, that is said and the process ends with exit code 1.
/// `argc` and `argv` are main()'s and outlive it.
std::unique_ptr<QApplication> openApplication(int& argc, char** argv);

} // namespace rackhouse
