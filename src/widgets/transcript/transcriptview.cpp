// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/transcript/transcriptview.h"

#include "client/conversation/markdown.h"
#include "client/conversation/transcriptmodel.h"
#include "widgets/look/glyph.h"
#include "widgets/look/scaledfont.h"
#include "widgets/transcript/transcriptdelegate.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QToolButton>

#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::TranscriptModel;

namespace {

constexpr int kNearBottom = 8; // pixels from the end that still count as the end
constexpr int kWheelStep = 20;
constexpr int kHintMargin = 40;
constexpr int kFewestLines = 4;
constexpr int kJumpSize = 34;
constexpr int kJumpGlyph = 18;
constexpr int kJumpMargin = 8;
constexpr int kWidestHint = 340;
constexpr int kWidestLink = 300; // in the menu
constexpr int kMostLinks = 9; // in the menu
constexpr double kHintText = 13.0 / 14.0;
constexpr double kHintTitle = 17.0 / 14.0;

bool hasDetails(const QModelIndex &index)
{
    return !index.data(TranscriptModel::DetailsRole).toString().isEmpty();
}

/// Whether the user of this window said or typed it.
bool isMine(const QModelIndex &index)
{
    const auto kind = index.data(TranscriptModel::KindRole).value<TranscriptModel::Kind>();
    return kind == TranscriptModel::Kind::User
        && !index.data(TranscriptModel::ReplayedRole).toBool();
}

/// The addresses in an answer, each one once.
QStringList linksOf(const QModelIndex &index)
{
    QStringList links;
    if (index.data(TranscriptModel::KindRole).value<TranscriptModel::Kind>()
        != TranscriptModel::Kind::Assistant)
        return links;
    const client::Markdown answer(index.data(Qt::DisplayRole).toString());
    for (const client::Markdown::Span &span : answer.spans()) {
        if (!span.link.isEmpty() && !links.contains(span.link))
            links << span.link;
    }
    return links.mid(0, kMostLinks);
}

bool isOnlySpoken(const QList<int> &roles)
{
    return roles.size() == 1 && roles.first() == TranscriptModel::SpokenRole;
}

} // namespace

TranscriptView::TranscriptView(QWidget *parent)
    : QListView(parent)
    , m_delegate(new TranscriptDelegate(this))
    , m_jump(new QToolButton(this))
{
    setItemDelegate(m_delegate);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setFrameShape(NoFrame);
    verticalScrollBar()->setSingleStep(kWheelStep);
    setAccessibleName(tr("Conversation"));
    viewport()->setMouseTracking(true);
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (!hasDetails(index))
            return;
        toggleDetails(index);
        clearSelection(); // so that the space bar still talks
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TranscriptView::onScrolled);

    m_jump->setObjectName("jumpToNewest");
    m_jump->setAccessibleName(tr("Jump to the newest message"));
    m_jump->setToolTip(m_jump->accessibleName());
    m_jump->setFocusPolicy(Qt::TabFocus);
    m_jump->setFixedSize(kJumpSize, kJumpSize);
    m_jump->setIconSize({kJumpGlyph, kJumpGlyph});
    m_jump->hide();
    connect(m_jump, &QToolButton::clicked, this, [this] {
        if (m_jump->hasFocus()) // the button is about to be hidden
            setFocus(Qt::OtherFocusReason);
        followNewest();
    });
}

QSize TranscriptView::sizeHint() const
{
    return {kHintMargin, kFewestLines * fontMetrics().height()};
}

void TranscriptView::setModel(QAbstractItemModel *model)
{
    if (QAbstractItemModel *old = this->model())
        old->disconnect(m_delegate);
    m_delegate->forgetHeights();
    // Connected before the view, so that the delegate has forgotten its heights when the view asks
    // for them.
    if (model) {
        connect(model, &QAbstractItemModel::modelReset, m_delegate,
                [this] { m_delegate->forgetHeights(); });
        connect(model, &QAbstractItemModel::layoutChanged, m_delegate,
                [this] { m_delegate->forgetHeights(); });
    }
    QListView::setModel(model);
}

void TranscriptView::setColors(const ThemePalette &colors)
{
    m_colors = colors;
    m_delegate->setColors(colors);
    m_jump->setIcon(glyphIcon(u"arrow-down"_s, colors.ink, kJumpGlyph));
    viewport()->update();
}

void TranscriptView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                                 const QList<int> &roles)
{
    if (isOnlySpoken(roles)) { // happens ten times a second and moves no row
        QListView::dataChanged(topLeft, bottomRight, roles);
        return;
    }
    bool grew = false;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row) {
        const int before = m_delegate->knownHeight(row);
        m_delegate->forgetRow(row);
        grew = grew || m_delegate->sizeHint(option, model()->index(row, 0)).height() != before;
    }
    QListView::dataChanged(topLeft, bottomRight, roles);
    if (grew)
        scheduleDelayedItemsLayout();
    describeCurrent();
}

void TranscriptView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    describeCurrent();
}

bool TranscriptView::isOnDetails() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() && selectionModel()->isSelected(index) && hasDetails(index);
}

void TranscriptView::toggleDetails(const QModelIndex &index)
{
    if (!hasDetails(index))
        return;
    m_delegate->toggleDetails(index);
    scheduleDelayedItemsLayout();
    if (!m_follows)
        scrollTo(index);
    viewport()->update();
    describeCurrent();
}

/// A screen reader reads the row from the model. Only the view knows whether its details are shown.
void TranscriptView::describeCurrent()
{
    const QModelIndex index = currentIndex();
    QString description;
    if (index.isValid() && hasDetails(index))
        description = m_delegate->showsDetails(index)
            ? index.data(TranscriptModel::DetailsRole).toString()
            : tr("Press Enter for details.");
    if (description != accessibleDescription())
        setAccessibleDescription(description);
}

void TranscriptView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    m_delegate->insertRows(first, last);
    m_delegate->forgetRow(last + 1); // it may not be the first row any more
    QListView::rowsInserted(parent, first, last);
    for (int row = first; row <= last && !m_follows; ++row) {
        if (isMine(model()->index(row, 0)))
            setFollowing(true); // the pending layout scrolls there
    }
    viewport()->update();
}

void TranscriptView::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    m_delegate->removeRows(first, last);
    m_delegate->forgetRow(first); // it may become the first row
    QListView::rowsAboutToBeRemoved(parent, first, last);
}

void TranscriptView::updateGeometries()
{
    // If the layout moves the scroll bar, the user has not stopped following.
    const QScopedValueRollback guard(m_layingOut, true);
    QListView::updateGeometries();
    if (m_follows)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else if (verticalScrollBar()->maximum() == 0)
        setFollowing(true);
    placeJump();
}

void TranscriptView::onScrolled(int value)
{
    if (!m_layingOut)
        setFollowing(value >= verticalScrollBar()->maximum() - kNearBottom);
}

void TranscriptView::setFollowing(bool follows)
{
    m_follows = follows;
    m_jump->setVisible(!follows);
}

void TranscriptView::followNewest()
{
    executeDelayedItemsLayout();
    setFollowing(true);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void TranscriptView::placeJump()
{
    const QRect shown = viewport()->geometry();
    m_jump->move(shown.right() - kJumpSize - kJumpMargin, shown.bottom() - kJumpSize - kJumpMargin);
    m_jump->raise();
}

void TranscriptView::resizeEvent(QResizeEvent *event)
{
    // The width includes the scroll bar, which lies in the margin: so it may appear without a new
    // layout.
    m_delegate->setWidth(width());
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

void TranscriptView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange) {
        m_delegate->forgetHeights();
        scheduleDelayedItemsLayout();
    }
    QListView::changeEvent(event);
}

void TranscriptView::focusInEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::MouseFocusReason)
        beginAtNewest();
    // A user who comes by keyboard must see where the focus is.
    const bool isByKey =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isByKey && currentIndex().isValid())
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
    QListView::focusInEvent(event);
}

/// Selects the newest row. Qt would select the first row and scroll up to it.
void TranscriptView::beginAtNewest()
{
    if (model() && !currentIndex().isValid())
        selectionModel()->setCurrentIndex(model()->index(model()->rowCount() - 1, 0),
                                          QItemSelectionModel::NoUpdate);
}

void TranscriptView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyRow();
        return;
    }
    const bool isToggle = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
        || event->key() == Qt::Key_Space;
    if (isToggle && event->modifiers() == Qt::NoModifier && isOnDetails()) {
        if (!event->isAutoRepeat())
            toggleDetails(currentIndex());
        return;
    }
    const bool isCommand =
        event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    const QString text = event->text();
    if (!isCommand && !text.isEmpty() && text.at(0).isPrint() && !text.at(0).isSpace()) {
        Q_EMIT typed(text);
        return;
    }
    beginAtNewest(); // the conversation may have begun after the view got the focus
    QListView::keyPressEvent(event);
}

void TranscriptView::mouseMoveEvent(QMouseEvent *event)
{
    const bool isActive = hasDetails(indexAt(event->pos())) || !linkAt(event->pos()).isEmpty();
    const Qt::CursorShape shape = isActive ? Qt::PointingHandCursor : Qt::ArrowCursor;
    if (viewport()->cursor().shape() != shape)
        viewport()->setCursor(shape);
    QListView::mouseMoveEvent(event);
}

QString TranscriptView::linkAt(const QPoint &point) const
{
    const QModelIndex index = indexAt(point);
    if (!index.isValid())
        return {};
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    return m_delegate->linkAt(option, index, point - visualRect(index).topLeft());
}

void TranscriptView::mousePressEvent(QMouseEvent *event)
{
    m_pressedLink = event->button() == Qt::LeftButton ? linkAt(event->pos()) : QString();
    QListView::mousePressEvent(event);
}

void TranscriptView::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    const QString link = std::exchange(m_pressedLink, {});
    if (!link.isEmpty() && linkAt(event->pos()) == link)
        Q_EMIT linkActivated(link);
}

void TranscriptView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index =
        event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), QKeySequence::Copy, this, &TranscriptView::copyRow);
    for (const QString &link : linksOf(index))
        menu->addAction(tr("Open %1…", "an address")
                            .arg(menu->fontMetrics().elidedText(link, Qt::ElideMiddle, kWidestLink))
                            .replace(u'&', u"&&"_s),
                        this, [this, link] { Q_EMIT linkActivated(link); });
    menu->popup(event->globalPos());
}

void TranscriptView::copyRow()
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(currentIndex().data(Qt::DisplayRole).toString());
}

void TranscriptView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (!model() || model()->rowCount() == 0)
        paintHint();
}

void TranscriptView::paintHint()
{
    QPainter painter(viewport());
    const int width = std::min(viewport()->width() - kHintMargin, kWidestHint);
    const QRect area((viewport()->width() - width) / 2, 0, width, viewport()->height());
    QFont title = scaledFont(font(), kHintTitle);
    title.setWeight(QFont::DemiBold);
    const QFont body = scaledFont(font(), kHintText);

    const QString heading = tr("Say hello");
    const QString text =
        tr("Turn the microphone on and speak, hold Space while you speak, or type.\n\n"
           "“What time is it?”\n“What is 17 times 23?”\n“Remember that the demo is on Friday.”");
    const int wrap = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
    const QRect titleBox = QFontMetrics(title).boundingRect(area, wrap, heading);
    const QRect textBox = QFontMetrics(body).boundingRect(area, wrap, text);
    const int gap = titleBox.height() / 2;
    const int whole = titleBox.height() + gap + textBox.height();
    const bool fits = whole <= area.height();
    const int top = std::max(0, (area.height() - (fits ? whole : titleBox.height())) / 2);

    painter.setFont(title);
    painter.setPen(m_colors.ink);
    painter.drawText(area.translated(0, top), wrap, heading);
    if (!fits)
        return;
    painter.setFont(body);
    painter.setPen(m_colors.muted);
    painter.drawText(area.translated(0, top + titleBox.height() + gap), wrap, text);
}

} // namespace holdline::widgets
