// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/persona/persona.h"

#include <QToolButton>

class QActionGroup;
class QMenu;

namespace holdline::widgets {

/// The name of the persona that answers. Opens a menu with all personas. Shrinks when there is
/// little room, and the name then ends in "…". Owned by the header.
class PersonaButton : public QToolButton
{
    Q_OBJECT

public:
    explicit PersonaButton(QWidget *parent = nullptr);

    const QString &name() const { return m_name; }
    void setName(const QString &name);
    /// Fills the menu. `chosen` is the id of the persona that answers.
    void setPersonas(const std::vector<client::Persona> &personas, const QString &chosen);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void personaChosen(const QString &id);
    void managerRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fillMenu();
    int chevron() const { return fontMetrics().height() * 2 / 3; }
    QSize sizeFor(int textWidth) const;

    QMenu *m_menu;
    QActionGroup *m_group = nullptr; ///< the personas in the menu
    QString m_name;
    std::vector<client::Persona> m_personas; ///< those in the menu
};

} // namespace holdline::widgets
