// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panes/sidepanel.h"

#include "widgets/look/fittoscreen.h"

#include <QAction>
#include <QBoxLayout>
#include <QDialog>
#include <QEvent>

#include <algorithm>

namespace holdline::widgets {

namespace {

constexpr QSize kApartSize(440, 680);
constexpr int kWidest = 560;
constexpr int kStretch = 2; // the contents have 3

} // namespace

SidePanel::SidePanel(QWidget &window, QBoxLayout &row, QWidget &panel, QAction &toggle)
    : QObject(&window)
    , m_window(window)
    , m_row(row)
    , m_panel(panel)
    , m_toggle(toggle)
{
    m_panel.hide();
    connect(&m_toggle, &QAction::toggled, this, [this] {
        place();
        if (m_apart && m_apart->isVisible())
            m_apart->activateWindow();
    });
    m_window.installEventFilter(this);
}

bool SidePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        place();
    return QObject::eventFilter(watched, event);
}

void SidePanel::place()
{
    if (!m_toggle.isChecked()) {
        m_panel.hide();
        if (m_apart)
            m_apart->hide();
    } else if (m_window.width() >= kWideEnough) {
        placeBeside();
    } else if (m_window.isVisible()) { // before that, the width is not the user's choice
        placeApart();
    }
}

void SidePanel::placeBeside()
{
    if (m_row.indexOf(&m_panel) < 0)
        m_row.addWidget(&m_panel, kStretch);
    if (m_apart)
        m_apart->hide();
    m_panel.setMaximumWidth(kWidest);
    m_panel.show();
}

void SidePanel::placeApart()
{
    if (!m_apart)
        makeWindow();
    if (m_apart->layout()->indexOf(&m_panel) < 0)
        m_apart->layout()->addWidget(&m_panel);
    m_panel.setMaximumWidth(QWIDGETSIZE_MAX);
    m_panel.show();
    if (!m_apart->isVisible()) {
        if (const auto place = besides(m_window.frameGeometry(), m_apart->size(),
                                       m_window.screen()->availableGeometry()))
            m_apart->move(*place);
    }
    m_apart->show();
}

std::optional<QPoint> SidePanel::besides(const QRect &window, const QSize &panel,
                                         const QRect &screen)
{
    const int lowest = std::max(screen.top(), screen.bottom() - panel.height() + 1);
    const int top = std::clamp(window.top(), screen.top(), lowest);
    if (window.right() + panel.width() <= screen.right())
        return QPoint(window.right() + 1, top);
    if (window.left() - panel.width() >= screen.left())
        return QPoint(window.left() - panel.width(), top);
    return std::nullopt;
}

void SidePanel::makeWindow()
{
    m_apart = new QDialog(&m_window);
    m_apart->setWindowTitle(m_toggle.text().remove(u'&'));
    m_apart->resize(kApartSize);
    fitToScreen(*m_apart);
    // It appears when the user makes the main window narrow, and must not take the focus from it.
    m_apart->setAttribute(Qt::WA_ShowWithoutActivating);
    m_apart->addAction(&m_toggle);
    auto *column = new QVBoxLayout(m_apart);
    column->setContentsMargins({});
    connect(m_apart, &QDialog::finished, this, [this] { m_toggle.setChecked(false); });
}

} // namespace holdline::widgets
