#include "widgets/common/pdf.h"

#include <QPdfWriter>
#include <QSaveFile>

namespace rackhouse
{

namespace
{

constexpr int kPdfDotsPerInch = 1200;

} // namespace

bool writePdf(const QString& path, const QString& title,
              const std::function<bool(QPagedPaintDevice&)>& paint)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QPdfWriter pdf(&file);
    pdf.setResolution(kPdfDotsPerInch);
    pdf.setTitle(title);
    return paint(pdf) && file.commit();
}

} // namespace rackhouse
