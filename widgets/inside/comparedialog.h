#pragma once

#include "models/topology/gpumatrix.h"
#include "widgets/common/formdialog.h"

#include <functional>

namespace rackhouse
{

/// Asks for what `nvidia-smi topo -m` printed, pasted or from a file, and gives it as a matrix.
FormDialog* makeCompareDialog(Context context, std::function<void(const GpuMatrix&)> compare,
                              QWidget* parent);

} // namespace rackhouse
