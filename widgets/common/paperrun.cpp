#include "widgets/common/paperrun.h"

#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QPrinter>
#include <QSaveFile>

namespace rackhouse
{

namespace
{

constexpr double kUnitsPerInch = 254; ///< tenths of a millimetre

void setPage(QPagedPaintDevice& device, const QSizeF& sizeMm)
{
    // A page that lies is the upright paper turned, as printers know no other.
    const bool lies = sizeMm.width() > sizeMm.height();
    const QPageSize size(lies ? sizeMm.transposed() : sizeMm, QPageSize::Millimeter, QString(),
                         QPageSize::ExactMatch);
    device.setPageLayout({size, lies ? QPageLayout::Landscape : QPageLayout::Portrait, {}});
}

} // namespace

PaperRun::PaperRun(std::shared_ptr<const Paper> paper, QObject* parent)
    : QObject(parent), m_paper(std::move(paper))
{
}

PaperRun::~PaperRun()
{
    cancel();
    m_pool.waitForDone();
}

Result<void> PaperRun::draw(QPagedPaintDevice& device)
{
    const auto broken = [] {
        return fail("paper-failed");
    };
    QPainter painter;
    const int count = m_paper->pages();
    for (int page = 0; page < count && !m_cancelled; ++page) {
        setPage(device, m_paper->sizeMm(page));
        if (painter.isActive() ? !device.newPage() : !painter.begin(&device))
            return broken();
        painter.save();
        painter.scale(painter.device()->logicalDpiX() / kUnitsPerInch,
                      painter.device()->logicalDpiY() / kUnitsPerInch);
        if (auto painted = m_paper->paint(painter, page); !painted)
            return painted;
        painter.restore();
        emit progressed(page + 1, count);
    }
    if (painter.isActive() && !painter.end())
        return broken();
    return {};
}

void PaperRun::writePdf(const QString& path)
{
    m_pool.start([this, path] {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return emit failed(makeError("write-failed", file.errorString()));
        QPdfWriter pdf(&file);
        pdf.setResolution(m_paper->dotsPerInch());
        pdf.setTitle(m_paper->title());
        const auto drawn = draw(pdf);
        if (m_cancelled)
            emit cancelled();
        else if (!drawn)
            emit failed(drawn.error());
        else if (!file.commit())
            emit failed(makeError("write-failed", file.errorString()));
        else
            emit done();
    });
}

void PaperRun::writeSvg(const QString& path)
{
    m_pool.start([this, path] {
        if (const auto written = m_paper->writeSvg(path); !written)
            emit failed(written.error());
        else
            emit done();
    });
}

void PaperRun::print(std::shared_ptr<QPrinter> printer)
{
    printer->setResolution(m_paper->dotsPerInch());
    printer->setFullPage(true);
    printer->setDocName(m_paper->title());
    m_pool.start([this, printer] {
        const auto drawn = draw(*printer);
        if (m_cancelled) {
            printer->abort();
            emit cancelled();
        } else if (!drawn) {
            emit failed(drawn.error());
        } else {
            emit done();
        }
    });
}

} // namespace rackhouse
