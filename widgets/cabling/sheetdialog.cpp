#include "widgets/cabling/sheetdialog.h"

#include "widgets/common/messagestrip.h"
#include "widgets/common/pdf.h"
#include "widgets/common/prompts.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPageSize>
#include <QPagedPaintDevice>
#include <QPainter>
#include <QPrinter>
#include <QPushButton>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextDocument>

namespace rackhouse
{

namespace
{

constexpr double kMarginMm = 15;

} // namespace

SheetDialog::SheetDialog(Context context, const QString& name, CableSheet sheet, QWidget* parent)
    : QDialog(parent), m_context(context), m_name(name), m_sheet(std::move(sheet)),
      m_text(new QTextBrowser(this)), m_strip(new MessageStrip(context.theme, name, this))
{
    setObjectName(u"dialog."_qs + name);
    setWindowTitle(m_sheet.title);
    setAccessibleName(m_sheet.title);
    resize(860, 520);
    auto* heading = new QLabel(m_sheet.title, this);
    heading->setFont(Theme::titleFont());
    m_text->setObjectName(objectName() + u".text"_qs);
    m_text->setAccessibleName(m_sheet.title);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the tables are as wide as it is
    m_sheet.write(*m_text->document());
    m_text->document()->setDocumentMargin(space::medium);
    m_text->moveCursor(QTextCursor::Start);
    auto* buttons = new QHBoxLayout;
    QPushButton* copying = addButton(u"copy"_qs, tr("Copy"));
    QPushButton* saving = addButton(u"pdf"_qs, tr("Save as PDF…"));
    QPushButton* closing = addButton(u"close"_qs, tr("Close"));
    QPushButton* printing = addButton(u"print"_qs, tr("Print…"));
    printing->setProperty("look", u"primary"_qs);
    printing->setDefault(true);
    buttons->addWidget(copying);
    buttons->addWidget(saving);
    buttons->addStretch(1);
    buttons->addWidget(closing);
    buttons->addWidget(printing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::huge, space::huge, space::huge, space::large);
    layout->setSpacing(space::medium);
    layout->addWidget(heading);
    layout->addWidget(m_strip);
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
    connect(copying, &QPushButton::clicked, this, &SheetDialog::copy);
    connect(saving, &QPushButton::clicked, this, &SheetDialog::savePdf);
    connect(closing, &QPushButton::clicked, this, &QDialog::reject);
    connect(printing, &QPushButton::clicked, this, &SheetDialog::print);
}

QPushButton* SheetDialog::addButton(const QString& name, const QString& text)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(m_name + u'.' + name);
    button->setAccessibleName(text);
    button->setAutoDefault(false);
    return button;
}

void SheetDialog::copy()
{
    QApplication::clipboard()->setText(m_sheet.plainText());
    m_strip->setMessage(Tone::Ok, tr("Copied, with tabs between the columns."));
}

bool SheetDialog::paint(QPagedPaintDevice& paper) const
{
    QTextDocument document;
    QTextCursor cursor(&document);
    QTextCharFormat format;
    format.setFontPointSize(15);
    format.setFontWeight(QFont::DemiBold);
    cursor.insertText(m_sheet.title, format);
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat());
    m_sheet.write(document);
    paper.setPageSize(QPageSize(QPageSize::A4));
    paper.setPageMargins(QMarginsF(kMarginMm, kMarginMm, kMarginMm, kMarginMm));
    QPainter painter;
    if (!painter.begin(&paper))
        return false;
    const QSizeF page = painter.viewport().size();
    document.documentLayout()->setPaintDevice(&paper);
    document.setPageSize(page);
    QAbstractTextDocumentLayout::PaintContext black;
    black.palette.setColor(QPalette::Text, Qt::black); // whatever the theme of the screen is
    for (int number = 0; number < document.pageCount(); ++number) {
        if (number > 0 && !paper.newPage())
            return false;
        painter.save();
        painter.translate(0, -number * page.height());
        black.clip = QRectF(QPointF(0, number * page.height()), page);
        document.documentLayout()->draw(&painter, black);
        painter.restore();
    }
    return painter.end();
}

void SheetDialog::savePdf()
{
    m_context.prompts.saveFile(
        this, m_sheet.title, m_name + u".pdf"_qs, tr("PDF (*.pdf)"), [this](const QString& path) {
            const bool written = writePdf(
                path, m_sheet.title, [this](QPagedPaintDevice& paper) { return paint(paper); });
            m_strip->setMessage(written ? Tone::Ok : Tone::Critical,
                                (written ? tr("Written: %1")
                                         : tr("%1 could not be written. Choose another folder."))
                                    .arg(path));
        });
}

void SheetDialog::print()
{
    m_context.prompts.print(this, m_sheet.title, [this](const std::shared_ptr<QPrinter>& printer) {
        if (!paint(*printer))
            m_strip->setMessage(Tone::Critical,
                                tr("The printer took nothing. Look at it and try again."));
    });
}

} // namespace rackhouse
