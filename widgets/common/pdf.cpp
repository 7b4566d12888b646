#include "widgets/common/pdf.h"

#include <QPdfWriter>

namespace rackhouse
{

namespace
{

constexpr int kPdfDotsPerInch = 1200;

} // namespace

bool writePdf(const QString& path, const QString& title,
              const std::function<bool(QPagedPaintDevice&)>& paint)
{
    QPdfWriter pdf(path);
    pdf.setResolution(kPdfDotsPerInch);
    pdf.setTitle(title);
    return paint(pdf);
}

} // namespace rackhouse
